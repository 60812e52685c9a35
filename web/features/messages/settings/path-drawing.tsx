import type { PathStep } from '#contract/message-settings.ts';
import { useWords } from '#web/lib/words.tsx';
import styles from './settings.module.css';
import { messageSettingsWords } from './words.ts';

type Step = PathStep['step'];

// From top to bottom, so that the words stay readable where the card is narrow.
const width = 320;
const height = 216;
const box = { width: 98, wide: 132, height: 36 };
/** The middles of the ends: inbox, cell, webhook. */
const ends = [50, 160, 270] as const;
const top = { sender: 20, line: 98, ends: 192 };

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
      <Box x={width / 2} y={top.sender} name={sender} wide on />
      <Box x={width / 2} y={top.line} name={words.drawLine} wide on />
      <Way from={[width / 2, top.sender + box.height / 2]} to={[width / 2, top.line - box.height / 2 - 2]} on />
      {branches.slice(0, 3).map(({ name, on }, place) => {
        const x = ends[place] ?? 0;
        const from = [width / 2, top.line + box.height / 2] as const;
        return (
          <g key={name}>
            <Way from={from} to={[x, top.ends - box.height / 2 - 2]} on={on} />
            <Box x={x} y={top.ends} name={name} on={on} />
          </g>
        );
      })}
      <Answer name={words.drawAnswer} on={branches[3]?.on === true} />
    </svg>
  );
}

/** The way back to the sender, at the side. */
function Answer({ name, on }: { name: string; on: boolean }) {
  const right = (width + box.wide) / 2;
  const line = `M${right} ${top.line} H${right + 22} V${top.sender} H${right + 4}`;
  return (
    <>
      <path d={line} fill="none" {...ink(on)} />
      <text x={right + 28} y={(top.sender + top.line) / 2 + 5} fontSize="13" {...textInk(on)}>
        {name}
      </text>
    </>
  );
}

/** With its middle at a point. */
function Box({ x, y, name, on, wide }: { x: number; y: number; name: string; on: boolean; wide?: boolean }) {
  const boxWidth = wide ? box.wide : box.width;
  const shown = name.length > 15 ? `${name.slice(0, 14)}…` : name;
  return (
    <g>
      <rect
        x={x - boxWidth / 2}
        y={y - box.height / 2}
        width={boxWidth}
        height={box.height}
        rx="8"
        fill={on ? 'var(--tk-accent-soft)' : 'none'}
        stroke={on ? 'var(--mantine-primary-color-filled)' : 'var(--tk-field-line)'}
        strokeWidth="1.5"
        strokeDasharray={on ? undefined : '4 4'}
      />
      <text x={x} y={y + 5} textAnchor="middle" fontSize="13" {...textInk(on)}>
        {shown}
      </text>
    </g>
  );
}

type Point = readonly [x: number, y: number];
function Way({ from: [x1, y1], to: [x2, y2], on }: { from: Point; to: Point; on: boolean }) {
  const bend = (y1 + y2) / 2;
  return <path d={`M${x1} ${y1} C${x1} ${bend} ${x2} ${bend} ${x2} ${y2}`} fill="none" {...ink(on)} />;
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
