import mermaid from 'mermaid';

mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  suppressErrorRendering: true,
  htmlLabels: false,
  fontFamily: 'system-ui, sans-serif',
});

let count = 0;

/**
 * Draws a Mermaid diagram in place of its code. The drawing is shown as a picture (`data:` URL): a picture runs no
 * script and loads nothing, whatever the diagram says. Where it cannot be drawn, the code stays.
 */
export async function drawDiagram(source: string, frame: HTMLElement, name: string): Promise<void> {
  const dark = getComputedStyle(document.documentElement).colorScheme.includes('dark') && isDark();
  try {
    mermaid.mermaidAPI.updateSiteConfig({ theme: dark ? 'dark' : 'neutral' });
    const { svg } = await mermaid.render(`diagram-${(count += 1)}`, source);
    const picture = document.createElement('img');
    picture.alt = name;
    picture.className = 'md-diagram';
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    frame.replaceChildren(picture);
  } catch {
    // Not a diagram after all, or one that Mermaid does not know: the code says it as well.
  }
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}
