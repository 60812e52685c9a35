// Runs beside the page, on the clock of the sound card: hands over what the microphone hears in frames of 20 ms, and plays
// what comes from the call.
const frame = 160;
const most = 8000 / 2;

class CallSound extends AudioWorkletProcessor {
  constructor() {
    super();
    this.spoken = new Int16Array(frame);
    this.filled = 0;
    this.waiting = [];
    this.length = 0;
    this.place = 0;
    this.playing = false;
    this.port.onmessage = ({ data }) => {
      this.waiting.push(data);
      this.length += data.length;
      // A page that was asleep must not play half a minute late.
      while (this.length - this.place > most) this.drop();
    };
  }

  drop() {
    this.length -= this.waiting.shift()?.length ?? this.length;
    this.place = 0;
  }

  process([input], [output]) {
    const heard = input[0];
    if (heard) {
      for (const sample of heard) {
        this.spoken[this.filled] = Math.max(-32768, Math.min(32767, Math.round(sample * 32767)));
        this.filled += 1;
        if (this.filled === frame) {
          this.port.postMessage(this.spoken.slice());
          this.filled = 0;
        }
      }
    }
    const out = output[0];
    // Begins when three frames are there: what comes in bursts then plays without gaps.
    if (!this.playing && this.length >= 3 * frame) this.playing = true;
    for (let n = 0; out && n < out.length; n += 1) {
      const first = this.playing ? this.waiting[0] : undefined;
      if (!first) {
        this.playing = false;
        out[n] = 0;
        continue;
      }
      out[n] = first[this.place] / 32768;
      this.place += 1;
      if (this.place === first.length) this.drop();
    }
    return true;
  }
}

registerProcessor('call-sound', CallSound);
