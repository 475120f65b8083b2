// Run as a program of its own by browser.ts: the package unpacks to os.tmpdir(), and brings the libraries that a server
// without a desktop lacks (NSS and what it needs) only where it believes itself on AWS Lambda. Both are told to it through the
// environment of this process, and of no other. Prints nothing; what was unpacked lies in TMPDIR.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
