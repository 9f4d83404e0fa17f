/** Says beforehand that a fresh proof will be asked for, so that nobody types for nothing. */
export function StepUpHint({ fresh }: { fresh: boolean }) {
  if (fresh) return null;
  return <p className="hint">You will first be asked to prove once more that it is you. What you type here is then to be typed again.</p>;
}
