// The page that the authority sends the browser back to (MSAL 5 "redirect bridge"). It hands the answer to the
// window that asked and must be a file of its own: the content security policy allows no inline script.
msalRedirectBridge.broadcastResponseToMainFrame().catch(() => {
  // Opened by hand or reloaded: there is no answer in the URL to hand on.
  location.replace('/');
});
