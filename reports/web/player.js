/* global document, AsciinemaPlayer, IntersectionObserver */
// Without it every command, its exit status and its line stand in the page as text.
(() => {
  const style = document.getElementById('player-style').textContent;

  for (const place of document.querySelectorAll('.player')) {
    let player;
    const create = () => {
      if (player) return player;
      // In a tree of its own: the page's styles squeeze the terminal's lines.
      const root = place.attachShadow({ mode: 'open' });
      const rules = document.createElement('style');
      rules.textContent = style;
      const screen = document.createElement('div');
      root.append(rules, screen);
      const data = document.getElementById(place.dataset.cast).textContent;
      player = AsciinemaPlayer.create({ data }, screen, { fit: 'width', idleTimeLimit: 2, preload: true });
      return player;
    };
    new IntersectionObserver((seen, observer) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      create();
    }).observe(place);
    for (const button of place.closest('.walk').querySelectorAll('.play')) {
      button.hidden = false;
      button.addEventListener('click', async () => {
        place.scrollIntoView({ block: 'center' });
        // By its number, not its second: the player leaves idle time out.
        await create().seek({ marker: Number(button.dataset.marker) });
        await player.play();
      });
    }
  }
})();
