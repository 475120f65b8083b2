// Made with golang.org/x/mod/sumdb/{note,tlog} v0.20.0 and crypto/ed25519 from the seed 00 01 02 … 1f; the leaves are these words.
export const LEAVES = ['ash', 'birch', 'cedar', 'date', 'elm', 'fir', 'ginkgo'];
export const ROOT_3 = 'VyVf/yokOQ99U4as7xv737rlVUIJxa+rXGKXjRHhT3Q=';
export const ROOT_7 = '5iT9RWL6DXU6avbdOCT+Ws2YmVbnDCf+j7iFSf+wgdo=';
export const INCLUSION_4_IN_7 = [
  '9xBSzZTAzfTlIZRbw3c7GlZWBFFHz/v+SDdGMqIjWNA=',
  'gq7XGOx4R8wQjzW0rGkadfVAbyWxjyz3UQ5Ln0Gafrw=',
  'MLRkHfGfh7nJq+8JZVbZaFJKXzma+8hOKUgZz1FeYZA=',
];
export const CONSISTENCY_3_TO_7 = [
  'mnMym788tCAKTuzlwLqgvubBe3oR5SZFSoHF/3OCPL8=',
  't8W6TY1NZ//DaJMwUnlMgD5O/OHA+06IWvfCHSMRdwY=',
  'wYbela8yoD05ApxP/rkG23VF32X0XUkrfHPPqh2WWRM=',
  'mlhZHsCPjYv4so/7imxXBZddoIXp/TdGQ5W+wFOkr/M=',
];
export const LOG_KEY = 'example.test/log+b2e16d9b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4';
export const COSIGNER_KEY = 'example.test/witness+e244f432+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4';
export const COSIGNED_AT_SECONDS = 1_750_000_000;
export const TEXT = `example.test/log\n7\n${ROOT_7}\ndirectory 3\n`;
export const LOG_LINE =
  '— example.test/log suFtm7z6OYbNhdTDJfQt7PXm7QAKqqVXUhwJDhXHr4rSMy+zS5qNrzUolacnIOlmzRGwucNnwJGxVGLVVa+WbIlkzQI=\n';
export const COSIGNER_LINE =
  '— example.test/witness 4kT0MgAAAABoTuGAyk+Ip1fb0asrEP2HHZWyP6A911DbetGnV79ja6P/Vipww2Cf5a68YfmJbWjkQGwjnZS5yX23rJ9qaAVEhbO6CA==\n';
export const CHECKPOINT = `${TEXT}\n${LOG_LINE}${COSIGNER_LINE}`;
