// Pages that stay open from one look to the next: a profile with a page takes longer to make than most pages to load.

export class Pages {
  #idle = [];

  /** @param {() => Promise<import("playwright-core").Page>} make */
  constructor(make) {
    this.make = make;
  }

  /** Lends a page that nobody else uses meanwhile. One that somebody failed with is not lent again. */
  async lend(use) {
    const page = this.#idle.pop() ?? (await this.make());
    const result = await use(page);
    // What the page still asks for must not count as the next one's.
    await page.goto("about:blank");
    this.#idle.push(page);
    return result;
  }
}
