/* global document, AsciinemaPlayer, IntersectionObserver */
// The page also lists every command, exit status and line as text, for readers without scripts.
(() => {
  const style = document.getElementById('player-style').textContent;

  for (const place of document.querySelectorAll('.player')) {
    let player;
    const create = () => {
      if (player) return player;
      // A shadow tree keeps out the page's styles, which squeeze the lines of the terminal.
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
        // Seek by number: seconds are wrong because the player removes idle time.
        await create().seek({ marker: Number(button.dataset.marker) });
        await player.play();
      });
    }
  }
})();
