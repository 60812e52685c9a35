/** Two soft notes, made on the spot: nothing to download, nothing to license. Resolves when they have faded. */
export async function playSample(): Promise<void> {
  const audio = new AudioContext();
  const notes = [
    { pitch: 660, at: 0 },
    { pitch: 880, at: 0.14 },
  ];
  for (const { pitch, at } of notes) {
    const start = audio.currentTime + at;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = 'sine';
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.18, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.5);
  }
  await new Promise((resolve) => setTimeout(resolve, 800));
  await audio.close();
}
