// The one script tag of the web chat. Loads the modules beside it and adds <faden-chat> to the page.
// Classic script on purpose: `document.currentScript` tells where the server is and carries the settings
// (data-lang, data-identity). Promise: nothing of the host page is touched but that one element.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || window.customElements.get("faden-chat") || window.fadenChatLoading) return;
  window.fadenChatLoading = true;
  const besides = (path) => new URL(path, script.src);

  import(besides("widget/element.js").href)
    .then(({ defineChat }) => {
      const server = besides("chat");
      server.protocol = server.protocol === "https:" ? "wss:" : "ws:";
      server.search = "";
      defineChat({ server: server.href, lang: script.dataset.lang, identity: script.dataset.identity });
      if (!document.querySelector("faden-chat")) {
        document.body.append(document.createElement("faden-chat"));
      }
    })
    .catch((reason) => console.error("Faden: the chat could not be loaded.", reason));
})();
