// Rings of sound behind the words of the sign-in page.
import styles from "../../app/shell.module.css";

const RINGS = [60, 120, 190, 270, 360, 460, 570, 690];

export function SoundWaves() {
  return (
    <svg className={styles.waves} viewBox="0 0 800 900" preserveAspectRatio="xMidYMid slice">
      <g fill="none" stroke="#ffb454" strokeLinecap="round">
        {RINGS.map((radius, index) => (
          <path
            key={radius}
            d={`M ${250 + radius * 0.86} ${400 - radius * 0.5} A ${radius} ${radius} 0 0 1 ${250 + radius * 0.86} ${400 + radius * 0.5}`}
            strokeWidth={7 - index * 0.7}
            opacity={0.9 - index * 0.1}
          />
        ))}
      </g>
      <g transform="translate(92 282) scale(7.4)" fill="#fff">
        <path d="M4 13.2h4.2L16.6 8v16l-8.4-5.2H4z" stroke="#fff" strokeWidth="1.6" strokeLinejoin="round" />
        <path d="M7.2 19.4 8.8 25h2.6l-1.4-4.6" />
      </g>
    </svg>
  );
}
