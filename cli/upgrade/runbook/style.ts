/** Legible at night, on a phone and on paper; no colour carries a meaning alone. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #f2f4f7; --line: #c4cad3; --faint: #4d5665;
  --accent: #1d5fa8; --bad: #a3201d; --good: #1c6b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #15181c; --soft: #20252b; --line: #434b57; --faint: #a9b2c0;
  --accent: #7db4f0; --bad: #ff9a94; --good: #7fd6a0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 54rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; } h3 { font-size: 1.05rem; margin: 0; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0.5rem; margin: 1rem 0; }
dl.facts > div { background: var(--soft); border-radius: 6px; padding: 0.5rem 0.75rem; }
dt { color: var(--faint); font-size: 0.875rem; } dd { margin: 0; font-weight: 600; }
.stop { border: 2px solid var(--bad); border-radius: 6px; padding: 0.5rem 1rem; margin: 1rem 0; } .stop h2 { color: var(--bad); margin: 0.25rem 0; }
.phase { border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem; margin: 1rem 0; }
.phase > label { display: flex; gap: 0.75rem; align-items: flex-start; min-height: 2rem; cursor: pointer; }
input[type=checkbox] { inline-size: 1.5rem; block-size: 1.5rem; flex: none; margin: 0; accent-color: var(--accent); }
.phase:has(> label > input:checked) { border-color: var(--good); }
.command { display: flex; gap: 0.5rem; align-items: flex-start; margin: 0.4rem 0; }
pre { flex: 1; min-width: 0; margin: 0; padding: 0.4rem 0.6rem; background: var(--soft); border-radius: 4px; white-space: pre-wrap;
  font: 0.875rem/1.45 ui-monospace, monospace; }
button { flex: none; min-width: 4rem; min-height: 2rem; border: 1px solid var(--accent); border-radius: 4px; background: var(--paper);
  color: var(--accent); font: inherit; font-size: 0.875rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.expected { margin: 0 0 0.4rem 0.6rem; color: var(--faint); } summary { min-height: 1.75rem; cursor: pointer; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
th, td { text-align: left; vertical-align: top; border-top: 1px solid var(--line); padding: 0.3rem 0.5rem 0.3rem 0; font-weight: 400; }
svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } .phase-bar text { font-weight: 600; }
.longest { fill: var(--line); } .shortest { fill: var(--accent); } .costs .more rect { fill: var(--accent); } .costs .less rect { fill: var(--good); }
.note { color: var(--faint); font-size: 0.875rem; }
footer { margin-top: 2rem; color: var(--faint); font-size: 0.875rem; }
@media print { body { max-width: none; padding: 0; } button, .progress { display: none; } .phase, .stop, svg { break-inside: avoid; } pre { border: 1px solid #999; } }
`;
