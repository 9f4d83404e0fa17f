/** What a tier gives, as its creator says it; nothing when nothing was said. */
export function TierWords({ tier: { description, benefits } }: { tier: { description: string; benefits: string[] } }) {
  if (!description && benefits.length === 0) return null;
  return (
    <div className="tier-words">
      {description && <p>{description}</p>}
      {benefits.length > 0 && (
        <ul>
          {benefits.map((benefit) => (
            <li key={benefit}>{benefit}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
