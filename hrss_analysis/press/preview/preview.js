// Put into pages by `hrss preview`: has a page load again once it was made anew.
(() => {
  "use strict";
  const own = document.currentScript.dataset.version;
  const bar = document.body.appendChild(document.createElement("div"));
  bar.setAttribute("role", "status");
  bar.id = "hrss-preview";
  const style = document.head.appendChild(document.createElement("style"));
  style.textContent = `
    #hrss-preview { position: fixed; right: 1rem; bottom: 1rem; z-index: 99; max-width: min(42rem, calc(100vw - 2rem));
      padding: .5rem .8rem; border-radius: .3rem; font-size: .9rem; line-height: 1.5; white-space: pre-wrap;
      overflow-wrap: anywhere; background: #20303c; color: #fff; box-shadow: 0 2px 8px #0005 }
    #hrss-preview.trouble { background: #8f1d13 }
    #hrss-preview:empty { display: none }
    @media print { #hrss-preview { display: none } }`;

  const show = (text, trouble) => {
    bar.textContent = text;
    bar.className = trouble ? "trouble" : "";
  };
  let news = null;
  const listen = () => {
    news = new EventSource(`/~news?page=${encodeURIComponent(location.pathname)}`);
    news.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (told.version && told.version !== own) {
        news.close();
        location.reload();
      } else if (told.trouble) {
        show(`页面未更新：${told.trouble}`, true);
      } else {
        show(told.doing && `正在更新 ${told.doing}`, false);
      }
    };
    news.onerror = () => show("预览已停止：再次运行 hrss preview 后自动恢复", true);
  };
  // a browser has few connections to one place: those that nobody looks at had better not keep theirs
  document.addEventListener("visibilitychange", () => {
    news?.close();
    if (document.visibilityState === "visible") listen();
  });
  if (document.visibilityState === "visible") listen();
})();
