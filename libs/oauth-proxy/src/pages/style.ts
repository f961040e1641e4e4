import { createHash } from 'node:crypto';

/** Style sheet of the pages: light and dark, from phone width up. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #eef1f6; --card: #fff; --ink: #1b1f27; --soft: #545c6b; --line: #d6dbe4;
  --accent: #b3261e; --accent-ink: #fff; --focus: #0b57d0; --hover: #f4f6fa; --note: #fff4e0; --note-ink: #5c3b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12151b; --card: #1d2129; --ink: #eceff5; --soft: #aab2c0; --line: #363d4a;
    --accent: #ff8a80; --accent-ink: #2a0b08; --focus: #8ab4ff; --hover: #262b35; --note: #3a2e17; --note-ink: #ffdca3;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center;
  justify-content: center; gap: 1rem; padding: 1.5rem 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, 'Segoe UI', Roboto, 'Hiragino Sans', 'Noto Sans JP', sans-serif;
}
main {
  width: 100%; max-width: 29rem; padding: 2.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 0.75rem; box-shadow: 0 2px 10px rgb(0 0 0 / 8%);
}
.brand { display: flex; align-items: center; gap: 0.6rem; margin: 0 0 1.25rem; color: var(--accent); font-weight: 600; }
.brand span { color: var(--ink); }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25; font-weight: 600; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1rem; margin: 1.25rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; font-weight: 600; }
dd small { display: block; color: var(--soft); font-weight: 400; }
dd ul { margin: 0; padding-left: 1.1rem; font-weight: 400; }
.note { padding: 0.75rem 0.9rem; background: var(--note); color: var(--note-ink); border-radius: 0.5rem; }
.actions { display: flex; justify-content: flex-end; flex-wrap: wrap; gap: 0.75rem; margin: 1.5rem 0 0; }
button, a.button {
  padding: 0.6rem 1.4rem; background: transparent; border: 1px solid var(--soft); border-radius: 0.5rem;
  font: inherit; color: inherit; cursor: pointer; text-decoration: none;
}
button:hover { background: var(--hover); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; }
button.primary:hover { background: var(--accent); filter: brightness(0.94); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
code { font-size: 0.875em; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: 0.8125rem; text-align: center; }
@media (max-width: 30rem) {
  body { padding: 0.75rem; justify-content: flex-start; }
  main { padding: 1.5rem 1.25rem; }
  dl { grid-template-columns: 1fr; gap: 0 0; }
  dd { margin-bottom: 0.75rem; }
  .actions button { flex: 1 1 auto; }
}
`;

/** Source of the style sheet in a content security policy. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
