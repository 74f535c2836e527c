// CloudFront Function for viewer requests (runtime cloudfront-js-2.0: no for...of, no modules, under 10 KB).
//
// Takes the marks of advertising and newsletters out of the addresses that are read: the application then sees one
// address for one page, in its logs, its metrics and its own caches. In the browser the address stays as it was.

var MARKS = ["dclid", "fbclid", "gbraid", "gclid", "mc_cid", "mc_eid", "msclkid", "ttclid", "wbraid"];

function isMark(parameter) {
  return parameter.indexOf("utm_") === 0 || MARKS.indexOf(parameter) !== -1;
}

// eslint-disable-next-line no-unused-vars -- CloudFront calls it by this name
function handler(event) {
  var request = event.request;
  if (request.method === "GET" || request.method === "HEAD") {
    Object.keys(request.querystring).forEach(function (parameter) {
      if (isMark(parameter)) delete request.querystring[parameter];
    });
  }
  return request;
}
