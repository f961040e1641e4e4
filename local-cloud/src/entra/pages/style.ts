/** Style sheet of the sign-in pages: light and dark, from phone width up. */

export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #eef1f6; --card: #fff; --ink: #1b1f27; --soft: #545c6b; --line: #d6dbe4;
  --accent: #b3261e; --accent-ink: #fff; --focus: #0b57d0; --error: #b3261e; --hover: #f4f6fa;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12151b; --card: #1d2129; --ink: #eceff5; --soft: #aab2c0; --line: #363d4a;
    --accent: #ff8a80; --accent-ink: #2a0b08; --focus: #8ab4ff; --error: #ffb4ab; --hover: #262b35;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center;
  justify-content: center; gap: 1rem; padding: 1.5rem 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, 'Segoe UI', Roboto, sans-serif;
}
main {
  width: 100%; max-width: 27.5rem; padding: 2.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 0.75rem; box-shadow: 0 2px 10px rgb(0 0 0 / 8%);
}
.brand { display: flex; align-items: center; gap: 0.6rem; margin: 0 0 1.25rem; color: var(--accent); font-weight: 600; }
.brand span { color: var(--ink); }
h1 { margin: 0 0 0.25rem; font-size: 1.5rem; line-height: 1.25; font-weight: 600; }
h2 { margin: 1.25rem 0 0.25rem; font-size: 1rem; }
small { color: var(--soft); font-weight: 400; }
.lead { margin: 0 0 1.25rem; color: var(--soft); }
.lead b { color: var(--ink); }
.account { margin: 0 0 0.5rem; color: var(--soft); }
.people { list-style: none; margin: 0; padding: 0; }
button, input { font: inherit; color: inherit; }
button {
  padding: 0.6rem 1.4rem; background: transparent; border: 1px solid var(--line);
  border-radius: 0.5rem; cursor: pointer;
}
button:hover { background: var(--hover); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; }
button.primary:hover { filter: brightness(0.94); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.person {
  display: flex; align-items: center; gap: 0.9rem; width: 100%; padding: 0.75rem 0.5rem; text-align: left;
  border: 0; border-bottom: 1px solid var(--line); border-radius: 0.25rem;
}
.people li:last-child .person { border-bottom: 0; }
.who { display: grid; min-width: 0; overflow-wrap: anywhere; }
.who span { color: var(--soft); font-size: 0.875rem; }
.who i { font-size: 0.875rem; }
.avatar {
  flex: none; display: grid; place-items: center; width: 2.75rem; height: 2.75rem; border-radius: 50%;
  color: #fff; font-weight: 600; background: #4a5a78;
}
.avatar.ada { background: #8e3b46; }
.avatar.ben { background: #2f5d62; }
.avatar.carla { background: #5b4b8a; }
.avatar.guest { background: #6b5b2e; }
details { margin-top: 1.25rem; }
summary { cursor: pointer; color: var(--soft); padding: 0.25rem 0; }
label { display: block; margin-top: 0.9rem; font-weight: 600; }
input {
  display: block; width: 100%; margin-top: 0.25rem; padding: 0.6rem 0.7rem; font-weight: 400;
  background: var(--card); border: 1px solid var(--soft); border-radius: 0.4rem;
}
.hint { color: var(--soft); font-size: 0.875rem; }
.error { padding: 0.75rem 0.9rem; color: var(--error); border: 1px solid currentcolor; border-radius: 0.5rem; overflow-wrap: anywhere; }
.actions { display: flex; justify-content: flex-end; gap: 0.75rem; margin: 1.5rem 0 0; }
.permissions ul { margin: 0; padding-left: 1.2rem; }
ul.plain { margin: 0; padding-left: 1.2rem; }
a { color: var(--focus); overflow-wrap: anywhere; }
code { font-size: 0.875em; color: var(--soft); overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0; font-size: 0.875rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: 0.8125rem; text-align: center; }
@media (max-width: 30rem) {
  body { padding: 0.75rem; justify-content: flex-start; }
  main { padding: 1.5rem 1.25rem; }
}
`;
