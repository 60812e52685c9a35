import styles from './avatar.module.css';

/** Backgrounds on which white letters keep 4.5:1, in both schemes. */
const inks = ['#0c6a69', '#7a3e9d', '#a8423f', '#2f5fa8', '#5b6b12', '#8a5200', '#a3356f', '#3c5a66'];

/** The same id always gets the same colour. */
export function inkFor(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return inks[sum % inks.length] ?? '#0c6a69';
}

/** First letters of the first and the last word of a name: "Ada King Byron" → AB. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

export interface AvatarProps {
  id: string;
  name: string;
  /** Address of the picture without its size. */
  picture: string | null;
  /** Side in CSS pixels. */
  size?: number;
}

/** A line's picture, or its initials on a colour made from its id. The name stands beside it wherever it matters, so it is decoration. */
export function Avatar({ id, name, picture, size = 32 }: AvatarProps) {
  const side = { width: size, height: size };
  if (picture === null) {
    return (
      <span
        aria-hidden="true"
        className={styles.avatar}
        style={{ ...side, background: inkFor(id), fontSize: size * 0.4 }}
      >
        {initialsOf(name)}
      </span>
    );
  }
  const stored = size <= 32 ? 64 : size <= 64 ? 128 : size <= 128 ? 256 : 512;
  return <img src={`${picture}/${stored}`} alt="" className={styles.avatar} style={side} width={size} height={size} />;
}
