// What a page says and asks for while it loads.

export function listen(page) {
  const noise = { messages: [], requests: [], failures: [] };
  page.on("console", (message) => message.type() === "error" && noise.messages.push({ text: message.text(), url: message.location().url }));
  page.on("pageerror", (error) => noise.messages.push({ text: String(error) }));
  page.on("request", (request) => noise.requests.push(request.url()));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // The browser gives up what a page still asks for when the test goes on to the next one.
    if (why !== "net::ERR_ABORTED") noise.failures.push({ url: request.url(), why });
  });
  page.on("response", (response) => response.status() >= 400 && noise.failures.push({ url: response.url(), why: response.status() }));
  return noise;
}

/** `missing` says that the page itself is meant to be answered with 404. */
export function loadingProblems({ messages, requests, failures }, { url, allowed, missing = false }) {
  const expected = (event) => missing && event.url === url;
  const own = (address) => address.startsWith(allowed) || /^(data|blob):/.test(address);
  return [
    ...messages.filter((message) => !expected(message)).map(({ text }) => `console: ${text}`),
    ...failures.filter((failure) => !expected(failure)).map((failure) => `request failed: ${failure.url} (${failure.why})`),
    ...requests.filter((address) => !own(address)).map((address) => `request leaves the site: ${address}`),
  ];
}
