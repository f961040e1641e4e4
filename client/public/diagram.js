// Draws one diagram for the page that framed this one. It runs in a sandbox (an origin of its own, no network), so
// whatever a diagram manages to do in Mermaid, it does to an empty page.
addEventListener('message', async ({ source, data }) => {
  if (source !== parent || typeof data?.diagram !== 'string') return;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false,
    theme: data.dark === true ? 'dark' : 'neutral',
    fontFamily: 'system-ui, sans-serif',
  });
  try {
    const { svg } = await mermaid.render('diagram', data.diagram);
    parent.postMessage({ svg }, '*');
  } catch {
    parent.postMessage({ svg: null }, '*');
  }
});
parent.postMessage({ ready: true }, '*');
