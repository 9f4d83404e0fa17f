type AccentTheme = { ink: string; onInk: string; soft: string };

/**
 * Gives the page its creator's colour. A style element with the nonce, because the policy allows no
 * style attribute; its values are computed from numbers (lib/creators), never text that somebody
 * typed. Browsers hide a nonce from scripts, so React must not compare it.
 */
export function AccentStyle(props: {
  accent: { light: AccentTheme; dark: AccentTheme };
  nonce: string | undefined;
}) {
  const { light, dark } = props.accent;
  return (
    <style nonce={props.nonce} suppressHydrationWarning>
      {`:root{${tokens(light)}}@media(prefers-color-scheme:dark){:root{${tokens(dark)}}}`}
    </style>
  );
}

function tokens({ ink, onInk, soft }: AccentTheme): string {
  return `--accent:${ink};--on-accent:${onInk};--accent-soft:${soft}`;
}
