// The pages of a sheet as the printer sees them: images beside the window, that are shown in print only
// (styles/print.css). While they are there, they are all that is printed.

export class Paper {
  private readonly place = document.createElement('div');
  private readonly pages: HTMLImageElement[];

  constructor(addresses: string[]) {
    this.place.dataset['print'] = '';
    // Seen by nobody on the screen, and not read aloud: the page in sight is.
    this.place.hidden = true;
    this.pages = addresses.map((address) => {
      const page = document.createElement('img');
      page.alt = '';
      page.src = address;
      return page;
    });
    this.place.append(...this.pages);
    document.body.append(this.place);
    document.documentElement.dataset['printing'] = '';
  }

  /** Once every page can be drawn at once; refused when one cannot. */
  async ready(): Promise<void> {
    await Promise.all(this.pages.map((page) => page.decode()));
  }

  remove(): void {
    this.place.remove();
    delete document.documentElement.dataset['printing'];
  }
}
