import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { messagesPlugin } from './tools/compile-messages.ts';

/** The pages of a node: from src/web into dist/web. `#features/…` and the like resolve by package.json's "imports". */
export default defineConfig({
  root: 'src/web',
  plugins: [messagesPlugin(), react()],
  // The messages are parsed when the pages are built: the parser stays behind.
  resolve: {
    alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Which file needs which: `tools/page-weight.ts` adds up what a page brings with it.
    manifest: true,
    target: 'es2023',
    // A strict content security policy: no script in the page itself, no files as data: addresses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // Small widgets in one file, or a page asks for a dozen of them; those that bring much with them stay apart.
      output: {
        codeSplitting: {
          groups: [
            { name: 'ui', test: /\/src\/web\/ui\/(?!ActForm|Dialog|DataTable|HandlingFields|LongTable|JsonView)/ },
          ],
        },
      },
    },
  },
});
