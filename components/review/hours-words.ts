/** A time that something took, as people say it: "40 minutes", "5 hours", "2 and a half days". */
export function hoursWords(hours: number): string {
  const minutes = Math.max(1, Math.round(hours * 60));
  if (minutes < 60) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  if (hours < 36) {
    const whole = Math.round(hours);
    return whole === 1 ? 'an hour' : `${whole} hours`;
  }
  const halves = Math.round(hours / 12);
  const days = Math.floor(halves / 2);
  if (halves % 2 === 0) return `${days} days`;
  return days === 1 ? 'a day and a half' : `${days} and a half days`;
}
