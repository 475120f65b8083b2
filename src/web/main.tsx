// In a layer of their own, so that the pages' styles win in whatever order the files arrive.
import '@mantine/core/styles.layer.css';
import './style.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { z } from 'zod';
import { startContrast } from './contrast.ts';
import { Direction } from './i18n/Direction.tsx';
import { startLanguage } from './i18n/language.ts';
import { createQueryClient } from './queries.ts';
import { router } from './router.tsx';
import { cssVariables, theme } from './theme.ts';

// The pages' content security policy allows no code made from text, so schemas must not try.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');

startContrast();
await startLanguage();

createRoot(root).render(
  <DirectionProvider detectDirection={false}>
    <Direction />
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </DirectionProvider>,
);
