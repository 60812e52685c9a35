import type { PathStep } from '#contract/message-settings.ts';
import { useWords } from '#web/lib/words.tsx';
import styles from './settings.module.css';
import { messageSettingsWords } from './words.ts';

type Step = PathStep['step'];

const width = 520;
const height = 232;
const box = { width: 116, height: 36 };

/** The path as a picture: from the sender over one's number to where the text ends up. What does not happen is dashed. */
export function PathDrawing({ steps, sender }: { steps: readonly PathStep[]; sender: string }) {
  const words = useWords(messageSettingsWords);
  const happens = (...wanted: Step[]) => steps.some(({ step, does }) => does === 'happens' && wanted.includes(step));
  const answers: Step[] = [
    'auto_response',
    'opt_out',
    'opt_in',
    'help',
    'join_asked',
    'join_confirmed',
    'leaves_group',
  ];
  const branches = [
    { name: words.drawInbox, on: happens('kept') },
    { name: words.drawCell, on: happens('forwarded') },
    { name: words.drawWebhook, on: happens('webhook') },
    { name: words.drawAnswer, on: happens(...answers) },
  ];
  const told = branches.map(({ name, on }) => (on ? words.drawYes(name) : words.drawNo(name))).join(', ');
  const middle = 92;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={styles.drawing}
      role="img"
      aria-label={`${words.whatPath}: ${told}`}
    >
      <defs>
        <marker
          id="path-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M0 0.5 7 4 0 7.5Z" fill="var(--mantine-primary-color-filled)" />
        </marker>
      </defs>
      <Box x={2} y={middle} name={sender} on />
      <Box x={190} y={middle} name={words.drawLine} on />
      <Way from={[2 + box.width, middle]} to={[188, middle]} on />
      {branches.slice(0, 3).map(({ name, on }, place) => {
        const y = 24 + place * 68;
        return (
          <g key={name}>
            <Way from={[190 + box.width, middle]} to={[400, y]} on={on} />
            <Box x={402} y={y} name={name} on={on} />
          </g>
        );
      })}
      <Answer name={words.drawAnswer} on={branches[3]?.on === true} middle={middle} />
    </svg>
  );
}

/** The way back to the sender, below. */
function Answer({ name, on, middle }: { name: string; on: boolean; middle: number }) {
  const below = middle + 96;
  const line = `M${190 + box.width / 2} ${middle + box.height / 2} V${below} H${2 + box.width / 2} V${middle + box.height / 2 + 4}`;
  return (
    <>
      <path d={line} fill="none" {...ink(on)} />
      <text x={(192 + box.width) / 2 + 28} y={below + 20} textAnchor="middle" fontSize="14" {...textInk(on)}>
        {name}
      </text>
    </>
  );
}

function Box({ x, y, name, on }: { x: number; y: number; name: string; on: boolean }) {
  const shown = name.length > 15 ? `${name.slice(0, 14)}…` : name;
  return (
    <g>
      <rect
        x={x}
        y={y - box.height / 2}
        width={box.width}
        height={box.height}
        rx="8"
        fill={on ? 'var(--tk-accent-soft)' : 'none'}
        stroke={on ? 'var(--mantine-primary-color-filled)' : 'var(--tk-field-line)'}
        strokeWidth="1.5"
        strokeDasharray={on ? undefined : '4 4'}
      />
      <text x={x + box.width / 2} y={y + 5} textAnchor="middle" fontSize="14" {...textInk(on)}>
        {shown}
      </text>
    </g>
  );
}

function Way({ from: [x1, y1], to: [x2, y2], on }: { from: [number, number]; to: [number, number]; on: boolean }) {
  const bend = (x1 + x2) / 2;
  return <path d={`M${x1} ${y1} C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`} fill="none" {...ink(on)} />;
}

const ink = (on: boolean) => ({
  stroke: on ? 'var(--mantine-primary-color-filled)' : 'var(--tk-field-line)',
  strokeWidth: on ? 2 : 1.5,
  strokeDasharray: on ? undefined : '4 4',
  markerEnd: on ? 'url(#path-arrow)' : undefined,
});
const textInk = (on: boolean) => ({
  fill: on ? 'var(--tk-accent-text)' : 'var(--mantine-color-dimmed)',
  fontWeight: on ? 600 : 400,
});
