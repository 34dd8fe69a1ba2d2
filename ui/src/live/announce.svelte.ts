/** What a screen reader says, and what a line at the foot of the page shows for a while. */
class Announcements {
  spoken = $state('');
  notice = $state('');
  private timer = 0;

  say(words: string): void {
    this.spoken = words;
  }

  show(words: string): void {
    this.spoken = words;
    this.notice = words;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.notice = ''), 6000);
  }
}

export const announcements = new Announcements();
