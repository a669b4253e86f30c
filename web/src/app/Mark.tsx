// The megaphone of Rupor: a horn and two waves.
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="#0b6f6a" />
      <path d="M7 13.2h4.2L19.6 8v16l-8.4-5.2H7z" fill="#fff" stroke="#fff" strokeWidth="1.6" strokeLinejoin="round" />
      <path d="M10.2 19.4 11.8 25h2.6l-1.4-4.6" fill="#fff" />
      <g fill="none" stroke="#ffb454" strokeWidth="2.2" strokeLinecap="round">
        <path d="M22.8 12.6a5 5 0 0 1 0 6.8" />
        <path d="M25.6 9.8a9 9 0 0 1 0 12.4" />
      </g>
    </svg>
  );
}
