/** Two soft tones, one above the other: something has changed. Where no sound can be made there is none. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    [660, 880].forEach((frequency, i) => {
      const [tone, level] = [audio.createOscillator(), audio.createGain()];
      const at = audio.currentTime + 0.16 * i;
      tone.frequency.value = frequency;
      level.gain.setValueAtTime(0.12, at);
      level.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
      tone.connect(level).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.3);
    });
    setTimeout(() => void audio.close(), 1000);
  } catch {
    // A chime that cannot be played is not missed: the change is also seen.
  }
}
