/** What stands where the page has no session: what to do to get one. */
export function Unauthorized() {
  return (
    <main className="full-page">
      <div className="full-page-card">
        <h1>Open the link that Fairlead printed</h1>
        <p>
          This page has no session: its link was used up, is too old, or belongs to an earlier start
          of Fairlead. Each start prints a new link in the terminal it was started from:
        </p>
        <pre>Fairlead is ready at http://127.0.0.1:PORT/#…</pre>
        <p className="soft">
          Open that link, or start Fairlead again with <code>fairlead serve</code> to get a new one.
        </p>
      </div>
    </main>
  );
}
