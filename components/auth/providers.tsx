/** Accounts elsewhere to sign in with; plain forms, because they leave the site. */
export function Providers(props: { offered: { id: string; name: string }[]; to: string }) {
  if (props.offered.length === 0) return null;
  return (
    <div className="sign-providers">
      <p className="hint">or</p>
      {props.offered.map(({ id, name }) => (
        <form key={id} method="post" action={`/api/auth/signin/${id}`}>
          <input type="hidden" name="to" value={props.to} />
          <button type="submit" className="button button-plain w-full">
            Go on with {name}
          </button>
        </form>
      ))}
    </div>
  );
}
