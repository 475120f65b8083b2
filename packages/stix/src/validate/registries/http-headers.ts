import { words } from './words.ts';

/** Fields of an HTTP request: of RFC 9110 and 9111, the standards that add to them, and those that browsers and proxies send. */
export const REQUEST_HEADERS: ReadonlySet<string> = words(`
Accept Accept-Charset Accept-Datetime Accept-Encoding Accept-Language Accept-Ranges Authorization Cache-Control
Access-Control-Request-Headers Access-Control-Request-Method Alt-Used Connection Content-Disposition Content-Encoding
Content-Language Content-Length Content-Location Content-MD5 Content-Range Content-Type Cookie Cookie2 DNT Date Depth
Destination Early-Data Expect Forwarded From Front-End-Https Host HTTP2-Settings If If-Match If-Modified-Since
If-None-Match If-Range If-Unmodified-Since Keep-Alive Last-Event-ID Lock-Token Max-Forwards Origin Overwrite Pragma
Prefer Priority Proxy-Authorization Proxy-Connection Purpose Range Referer Save-Data Sec-CH-UA Sec-CH-UA-Mobile
Sec-CH-UA-Platform Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-Site Sec-Fetch-User Sec-GPC Sec-WebSocket-Extensions
Sec-WebSocket-Key Sec-WebSocket-Protocol Sec-WebSocket-Version SOAPAction TE Timeout Trailer Transfer-Encoding Upgrade
Upgrade-Insecure-Requests User-Agent Via Warning X-ATT-DeviceId X-Correlation-ID X-Csrf-Token X-Forwarded-For
X-Forwarded-Host X-Forwarded-Port X-Forwarded-Proto X-Http-Method-Override X-Real-IP X-Request-ID X-Requested-With
X-UIDH X-Wap-Profile
`);
