// How many parts a text makes at the network: 160/153 in the GSM alphabet, 70/67 in UCS-2.
// 3GPP TS 23.038 §6.2.1; characters of its extension table take two places.

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "^{}\\[~]|€\f";

export interface SmsSize {
  encoding: "gsm" | "ucs2";
  length: number;
  parts: number;
  perPart: number;
}

export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const gsm = characters.every((one) => BASIC.includes(one) || EXTENDED.includes(one));
  if (!gsm) return ucs2Size(characters);
  const widths: number[] = characters.map((one) => (EXTENDED.includes(one) ? 2 : 1));
  return sized("gsm", widths, 160, 153);
}

function ucs2Size(characters: string[]): SmsSize {
  return sized(
    "ucs2",
    characters.map((one) => one.length),
    70,
    67,
  );
}

/** A character of two places is never cut between parts. */
function sized(encoding: SmsSize["encoding"], widths: number[], single: number, joined: number): SmsSize {
  const length = widths.reduce((sum, width) => sum + width, 0);
  if (length <= single) return { encoding, length, parts: length ? 1 : 0, perPart: single };
  let [parts, used] = [1, 0];
  for (const width of widths) {
    if (used + width > joined) [parts, used] = [parts + 1, 0];
    used += width;
  }
  return { encoding, length, parts, perPart: joined };
}
