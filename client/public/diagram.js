// Draws one diagram for the page that framed this one. It runs in a sandbox (an origin of its own, no network), so
// whatever a diagram manages to do in Mermaid, it does to an empty page.
addEventListener('message', ({ source, data }) => {
  if (source === parent && typeof data?.diagram === 'string') void draw(data.diagram, data.dark === true);
});
parent.postMessage({ ready: true }, '*');

async function draw(diagram, dark) {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false,
    theme: dark ? 'dark' : 'neutral',
    fontFamily: 'system-ui, sans-serif',
  });
  try {
    const { svg } = await mermaid.render('diagram', diagram);
    parent.postMessage({ svg }, '*');
  } catch {
    parent.postMessage({ svg: null }, '*');
  }
}
