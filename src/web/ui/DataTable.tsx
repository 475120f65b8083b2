import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

type Props = {
  /** Names the table for those who do not see it. */
  label: string;
  columns: readonly { title: string; end?: boolean; width?: string }[];
  /** `Table.Tr` rows. */
  children: ReactNode;
};

/** A table in a frame that scrolls sideways by itself, so that the page never does. */
export function DataTable({ label, columns, children }: Props) {
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG §2.1.1)
    <div className={classes.frame} role="group" aria-label={label} tabIndex={0}>
      <Table className={classes.table} aria-label={label} highlightOnHover verticalSpacing={9} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.title} ta={column.end ? 'end' : 'start'} w={column.width} scope="col">
                {column.title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
