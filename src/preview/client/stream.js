// Runs once for all open pages of a browser, which opens only about six connections to a host: holds the one stream by
// which the preview says that the site has changed, and passes that on to the pages.
(function () {
  "use strict";

  /** Before something that did not work is tried again, in milliseconds. */
  var PAUSE = 1000;

  var ports = [];
  /** What was passed on last: "changed", or "lost" while the preview does not answer. */
  var last = null;

  function pass(news) {
    last = news;
    ports.forEach(function (port) {
      port.postMessage(news);
    });
  }

  function open() {
    var stream = new EventSource("events");
    stream.onmessage = function () {
      pass("changed");
    };
    stream.onerror = function () {
      pass("lost");
      // A browser tries again by itself unless something else answers.
      if (stream.readyState === EventSource.CLOSED) setTimeout(open, PAUSE);
    };
  }

  self.onconnect = function (event) {
    var port = event.ports[0];
    ports.push(port);
    port.onmessage = function () {
      ports = ports.filter(function (other) {
        return other !== port;
      });
    };
    if (last) port.postMessage(last);
  };

  open();
})();
