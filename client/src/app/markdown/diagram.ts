/** A diagram that takes longer than this stays code. */
const PATIENCE_MS = 15_000;

/**
 * Draws a Mermaid diagram in place of its code. Mermaid runs in a sandboxed frame of its own (`diagram.html`), and its
 * drawing is shown as a picture: neither can run script in this page, or load anything, whatever the diagram says.
 * Where it cannot be drawn, the code stays.
 */
export async function drawDiagram(source: string, frame: HTMLElement, name: string): Promise<void> {
  const svg = await rendered(source, isDark());
  if (svg === null || !frame.isConnected) return;
  const picture = document.createElement('img');
  picture.alt = name;
  picture.className = 'md-diagram';
  // Mermaid says `width="100%"`; a picture of its own needs its real size, or it fills the column.
  const [, width] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) [\d.]+"/.exec(svg) ?? [];
  if (width !== undefined) picture.width = Math.ceil(Number(width));
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  frame.replaceChildren(picture);
}

function rendered(diagram: string, dark: boolean): Promise<string | null> {
  const sandbox = document.createElement('iframe');
  sandbox.setAttribute('sandbox', 'allow-scripts');
  sandbox.setAttribute('aria-hidden', 'true');
  sandbox.tabIndex = -1;
  // Not `display: none`: Mermaid has to measure its text.
  sandbox.className = 'md-sandbox';
  sandbox.src = '/diagram.html';
  return new Promise<string | null>((resolve) => {
    const end = (svg: string | null) => {
      clearTimeout(timer);
      removeEventListener('message', receive);
      sandbox.remove();
      resolve(svg);
    };
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    const receive = ({
      source,
      data,
    }: MessageEvent<{ readonly ready?: true; readonly svg?: unknown } | null>) => {
      if (source !== sandbox.contentWindow || data === null) return;
      // Its origin is opaque, so nothing but `*` can name it; only this frame receives what is posted into it.
      if (data.ready === true) sandbox.contentWindow?.postMessage({ diagram, dark }, '*');
      else end(typeof data.svg === 'string' ? data.svg : null);
    };
    addEventListener('message', receive);
    document.body.append(sandbox);
  });
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}
