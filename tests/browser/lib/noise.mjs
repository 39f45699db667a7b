// What a page says and asks for while it loads.

export function listen(page) {
  const [messages, requests, failures] = [[], [], []];
  const listeners = {
    console: (message) => message.type() === "error" && messages.push({ text: message.text(), url: message.location().url }),
    pageerror: (error) => messages.push({ text: String(error) }),
    request: (request) => requests.push(request.url()),
    requestfailed: (request) => {
      const why = request.failure()?.errorText;
      // The browser gives up what a page still asks for when the test goes on to the next one.
      if (why !== "net::ERR_ABORTED") failures.push({ url: request.url(), why });
    },
    response: (response) => response.status() >= 400 && failures.push({ url: response.url(), why: response.status() }),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  const end = () => Object.entries(listeners).forEach(([event, listener]) => page.off(event, listener));
  return { messages, requests, failures, end };
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
