import { describe, expectTypeOf, test } from 'vitest';
import type { AnyStix, Campaign, EmailMessage, File, MarkingDefinition, Opinion, Relationship, Url } from '../index.ts';

describe('the types are those of the tables', () => {
  test('a required property is there, an optional one may be absent', () => {
    expectTypeOf<Campaign['name']>().toEqualTypeOf<string>();
    expectTypeOf<Campaign['first_seen']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Relationship['source_ref']>().toEqualTypeOf<string>();
    expectTypeOf<Url['spec_version']>().toEqualTypeOf<'2.1' | undefined>();
    expectTypeOf<MarkingDefinition>().not.toHaveProperty('modified');
  });

  test('lists, enumerations, dictionaries and objects within objects have their types', () => {
    expectTypeOf<Campaign['aliases']>().toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf<Opinion['opinion']>().toEqualTypeOf<
      'strongly-disagree' | 'disagree' | 'neutral' | 'agree' | 'strongly-agree'
    >();
    expectTypeOf<EmailMessage['is_multipart']>().toEqualTypeOf<boolean>();
    expectTypeOf<NonNullable<Campaign['external_references']>[number]['source_name']>().toEqualTypeOf<string>();
    type Streams = NonNullable<NonNullable<NonNullable<File['extensions']>['ntfs-ext']>['alternate_data_streams']>;
    expectTypeOf<Streams[number]['name']>().toEqualTypeOf<string>();
  });

  test('an object is told apart by its type', () => {
    expectTypeOf<Extract<AnyStix, { type: 'file' }>>().toEqualTypeOf<File>();
    expectTypeOf<Campaign['type']>().toEqualTypeOf<'campaign'>();
  });
});
