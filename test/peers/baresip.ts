import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav, writeWav } from '#contract/wav.ts';
import { freePort } from './free-port.ts';

const modules = ['/usr/lib/baresip/modules', '/usr/local/lib/baresip/modules'].find((path) => existsSync(path));
export const baresipRuns = () => modules !== undefined && spawnSync('baresip', ['-h']).error === undefined;

/** baresip, a telephone that others made: it registers, calls, is called, speaks a recording and keeps what it hears. */
export interface Baresip {
  dial(number: string): void;
  answer(): void;
  press(key: string): void;
  hangUp(): void;
  /** Waits until it says this. */
  says(what: RegExp, ms?: number): Promise<void>;
  /** What it has heard on its call. */
  heard(): Int16Array;
  stop(): Promise<void>;
}

interface Wish {
  /** The simulator's SIP address. */
  readonly server: string;
  readonly number: string;
  /** What is spoken into it, from the moment it is connected. */
  readonly speech: Int16Array;
  readonly codec?: 'PCMU' | 'PCMA';
}

export async function startBaresip({ server, number, speech, codec = 'PCMU' }: Wish): Promise<Baresip> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-baresip-'));
  const [sip, control] = [await freePort(), await freePort()];
  mkdirSync(join(folder, 'heard'));
  writeFileSync(join(folder, 'speech.wav'), writeWav(speech));
  writeFileSync(join(folder, 'config'), configuration(folder, sip, control));
  writeFileSync(join(folder, 'contacts'), '');
  writeFileSync(
    join(folder, 'accounts'),
    `<sip:${number}@${server};transport=udp>;regint=60;audio_codecs=${codec}/8000/1;answermode=manual\n`,
  );
  const process = spawn('baresip', ['-4', '-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = listen(process);
  const says = async (what: RegExp, ms = 20_000) => {
    const until = Date.now() + ms;
    while (!what.test(said())) {
      if (Date.now() > until) throw new Error(`baresip never said ${what}; it said:\n${said().slice(-1500)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await says(/200 OK \(.*1 binding/);
  const line = await controlAt(control);
  const order = (command: string, params = '') => {
    const json = JSON.stringify({ command, params, token: command });
    line.write(`${Buffer.byteLength(json)}:${json},`);
  };
  return {
    says,
    dial: (to) => order('dial', `sip:${to}@${server}`),
    answer: () => order('accept'),
    press: (key) => order('sndcode', key),
    hangUp: () => order('hangup'),
    heard: () => {
      const file = readdirSync(join(folder, 'heard')).find((name) => name.endsWith('-dec.wav'));
      if (file === undefined) throw new Error('baresip kept nothing');
      return readWav(readFileSync(join(folder, 'heard', file))).samples;
    },
    async stop() {
      line.destroy();
      const gone = once(process, 'exit');
      process.kill('SIGTERM');
      const late = setTimeout(() => process.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(late);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listen(process: ChildProcess): () => string {
  let said = '';
  for (const stream of [process.stdout, process.stderr])
    stream?.on('data', (chunk: Buffer) => {
      // What it says of the rate of its sound, five times a second, is left out.
      said = (said + chunk.toString()).replace(/\[\d+:\d\d:\d\d\] {4}?.*?\(bit\/s\)/g, '');
    });
  return () => said;
}

async function controlAt(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.resume();
  return socket;
}

// It passes over the loopback interface unless it is named by its address.
const configuration = (folder: string, sip: number, control: number) => `poll_method epoll
sip_listen 127.0.0.1:${sip}
net_interface 127.0.0.1
audio_source aufile,${folder}/speech.wav
audio_player aufile,/dev/null
audio_alert aufile,/dev/null
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
audio_level no
module_path ${modules}
module g711.so
module aufile.so
module sndfile.so
snd_path ${folder}/heard
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${control}
`;
