import { encode } from 'uqr';

/** The light edge that readers need around the square (ISO/IEC 18004: four modules). */
const QUIET = 4;

/** A text as a square that a phone reads, drawn as one path; dark on light in both themes, as readers want it. */
export function QrCode(props: { text: string; label: string }) {
  const { data, size } = encode(props.text, { border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])));
  const whole = size + 2 * QUIET;
  return (
    <svg viewBox={`0 0 ${whole} ${whole}`} role="img" aria-label={props.label} className="sign-square" shapeRendering="crispEdges">
      <path d={`M0 0h${whole}v${whole}H0z`} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
