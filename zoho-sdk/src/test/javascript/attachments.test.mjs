/** Notes, attachments, files, pictures and tags of a record. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { deflateSync, crc32 } from 'node:zlib';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { connect, done, downloaded, expect, fill, ids, listed, nothing, parameters, record, refused, text, unique } from './zoho.mjs';

const { Record, Notes, Attachments, Files, Tags } = zoho;

let lead;

before(async () => {
  await connect();
  [lead] = await made('Leads', { Last_Name: 'Ali', Company: 'Acme' });
});

async function made(module, ...values) {
  const wish = await fill(new Record.BodyWrapper(), { Data: values.map(record) });
  const response = await new Record.RecordOperations(module).createRecords(wish);
  return ids(expect(response, Record.ActionWrapper, 201).getData());
}

/** The client names the file of a part only if it reads it itself. */
function file(name, bytes) {
  const path = join(mkdtempSync(join(tmpdir(), 'upload-')), name);
  writeFileSync(path, bytes);
  return new zoho.StreamWrapper(null, null, path);
}

test('notes are written, read, listed, changed and deleted', async () => {
  const notes = new Notes.NotesOperations();
  const module = await fill(new zoho.Modules.MinifiedModule(), { APIName: 'Leads' });
  const parent = await fill(new Notes.ParentId(), { Id: lead, Module: module });
  const note = (values) => fill(new Notes.Note(), values);
  const body = async (...all) => fill(new Notes.BodyWrapper(), { Data: await Promise.all(all) });
  const response = await notes.createNotes(
    await body(
      note({ NoteTitle: 'One', NoteContent: 'first', ParentId: parent }),
      note({ NoteTitle: 'Two', NoteContent: 'second', ParentId: parent }),
    ),
  );
  const [one, two] = ids(done(expect(response, Notes.ActionWrapper, 201).getData(), 'record added'));

  const [read] = listed(await notes.getNote(one, await parameters([Notes.GetNoteParam.FIELDS, 'id,Note_Title,Note_Content,Parent_Id,Owner,Created_Time'])), Notes).getData();
  assert.equal(read.getId(), one);
  assert.equal(read.getNoteTitle(), 'One');
  assert.equal(read.getNoteContent(), 'first');
  assert.equal(read.getParentId().getId(), lead);
  assert.equal(read.getParentId().getModule().getAPIName(), 'Leads');
  assert.ok(read.getOwner().getId() > 0n);
  assert.ok(read.getCreatedTime() instanceof Date);

  const changed = await notes.updateNote(one, await body(note({ NoteContent: 'changed' })));
  done(expect(changed, Notes.ActionWrapper, 200).getData(), 'record updated');
  const list = await notes.getNotes(await parameters([Notes.GetNotesParam.FIELDS, 'Note_Title,Note_Content']));
  assert.ok(listed(list, Notes).getData().some((each) => each.getId() === one && each.getNoteContent() === 'changed'));

  const related = new zoho.RelatedRecords.RelatedRecordsOperations('Notes', 'Leads');
  const of = await related.getRelatedRecords(lead, await parameters([zoho.RelatedRecords.GetRelatedRecordsParam.FIELDS, 'Note_Title']));
  assert.deepEqual(new Set(listed(of, zoho.RelatedRecords).getData().map((each) => each.getId())), new Set([one, two]));

  done(expect(await notes.deleteNote(one), Notes.ActionWrapper, 200).getData(), 'record deleted');
  const rest = await notes.deleteNotes(await parameters([Notes.DeleteNotesParam.IDS, String(two)]));
  assert.deepEqual(ids(expect(rest, Notes.ActionWrapper, 200).getData()), [two]);
  refused((await notes.getNote(one)).getObject(), 'NOT_FOUND');
});

test('an attachment comes back byte by byte', async () => {
  const attachments = new Attachments.AttachmentsOperations();
  const bytes = randomBytes(200_000);
  const upload = await fill(new Attachments.FileBodyWrapper(), { File: file('all bytes.bin', bytes) });
  const response = await attachments.uploadAttachments(lead, 'Leads', upload);
  const [id] = ids(done(expect(response, Attachments.ActionWrapper, 200).getData(), 'attachment uploaded successfully'));

  const all = await attachments.getAttachments(
    lead,
    'Leads',
    await parameters([Attachments.GetAttachmentsParam.FIELDS, 'id,File_Name,Size,Owner,Parent_Id,Created_Time']),
  );
  const [shown] = listed(all, Attachments).getData();
  assert.equal(shown.getId(), id);
  assert.equal(shown.getFileName(), 'all bytes.bin');
  assert.equal(shown.getSize(), '200000');
  assert.equal(shown.getParentId().getId(), lead);
  assert.ok(shown.getOwner().getId() > 0n);

  const back = await downloaded(await attachments.getAttachment(id, lead, 'Leads'), Attachments.FileBodyWrapper);
  assert.deepEqual(back.bytes, bytes);
  assert.equal(decodeURIComponent(back.name), 'all bytes.bin');

  const gone = await attachments.deleteAttachment(id, lead, 'Leads');
  done(expect(gone, Attachments.ActionWrapper, 200).getData(), 'record deleted');
  nothing(await attachments.getAttachments(lead, 'Leads', await parameters([Attachments.GetAttachmentsParam.FIELDS, 'id'])));
  refused((await attachments.getAttachment(id, lead, 'Leads')).getObject(), 'NOT_FOUND');
});

test('a link is attached', async () => {
  const attachments = new Attachments.AttachmentsOperations();
  const [other] = await made('Leads', { Last_Name: 'Link', Company: 'Acme' });
  const P = Attachments.UploadUrlAttachmentsParam;
  const response = await attachments.uploadUrlAttachments(
    other,
    'Leads',
    await parameters([P.ATTACHMENTURL, 'https://example.org/paper.pdf'], [P.TITLE, 'Paper']),
  );
  const [id] = ids(expect(response, Attachments.ActionWrapper, 200).getData());
  const all = await attachments.getAttachments(
    other,
    'Leads',
    await parameters([Attachments.GetAttachmentsParam.FIELDS, 'id,File_Name,$link_url']),
  );
  const [shown] = listed(all, Attachments).getData();
  assert.equal(shown.getId(), id);
  assert.equal(shown.getLinkUrl(), 'https://example.org/paper.pdf');
});

test('files are kept for fields', async () => {
  const files = new Files.FilesOperations();
  const [first, second] = [Buffer.from('one\n'), randomBytes(3_000)];
  const wish = await fill(new Files.BodyWrapper(), { File: [file('one.txt', first), file('two.bin', second)] });
  const rows = done(expect(await files.uploadFiles(wish), Files.ActionWrapper, 200).getData());
  assert.deepEqual(rows.map((row) => row.getDetails().get('name')), ['one.txt', 'two.bin']);
  const id = rows[1].getDetails().get('id');
  const back = await files.getFile(await parameters([Files.GetFileParam.ID, id]));
  assert.deepEqual((await downloaded(back, Files.FileBodyWrapper)).bytes, second);
});

test('a record has a picture', async () => {
  const photos = new Record.RecordOperations('Contacts');
  const [contact] = await made('Contacts', { Last_Name: 'Ali' });
  nothing(await photos.getPhoto(contact));
  const wish = await fill(new Record.FileBodyWrapper(), { File: file('me.png', square()) });
  const sent = expect(await photos.uploadPhoto(contact, wish), Record.SuccessResponse, 200);
  assert.equal(text(sent.getMessage()), 'photo uploaded successfully');
  const shown = await downloaded(await photos.getPhoto(contact), Record.FileBodyWrapper);
  assert.deepEqual(shown.bytes.subarray(0, 2), Buffer.from([0xff, 0xd8]), 'drawn anew as JPEG');
  assert.equal(text(expect(await photos.deletePhoto(contact), Record.SuccessResponse, 200).getMessage()), 'Photo deleted');
  nothing(await photos.getPhoto(contact));
});

/** Returns a red PNG of 8 by 8. */
function square() {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]);
  const row = Buffer.concat([Buffer.from([0]), ...Array(8).fill(Buffer.from([255, 0, 0]))]);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array(8).fill(row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('tags are made, put on records, taken off, merged and deleted', async () => {
  const tags = new Tags.TagsOperations();
  const module = (param) => parameters([param.MODULE, 'Leads']);
  const [hot, cold] = [unique('Hot'), unique('Cold')];
  const tag = (values) => fill(new Tags.Tag(), values);
  const wish = await fill(new Tags.BodyWrapper(), {
    Tags: [await tag({ Name: hot, ColorCode: new zoho.Choice('#F17574') }), await tag({ Name: cold })],
  });
  const created = expect(await tags.createTags(wish, await module(Tags.CreateTagsParam)), Tags.ActionWrapper, 201);
  const [hotId, coldId] = ids(done(created.getTags(), 'tags created successfully'));

  const names = await fill(new Tags.NewTagRequestWrapper(), { Tags: [await tag({ Name: hot }), await tag({ Name: cold })] });
  const added = expect(await tags.addTags('Leads', lead, names), Tags.RecordActionWrapper, 200);
  done(added.getData(), 'tags updated successfully');
  assert.equal(Number(added.getSuccessCount()), 1);
  const shown = listed(await new Record.RecordOperations('Leads').getRecord(lead), Record).getData()[0];
  assert.deepEqual(new Set(shown.getTag().map((each) => each.getName())), new Set([hot, cold]));

  const less = await fill(new Tags.ExistingTagRequestWrapper(), {
    Tags: [await fill(new Tags.ExistingTag(), { Name: cold })],
  });
  done(expect(await tags.removeTags('Leads', lead, less), Tags.RecordActionWrapper, 200).getData());
  const many = await fill(new Tags.NewTagRequestWrapper(), { Tags: [await tag({ Name: cold })], Ids: [lead] });
  done(expect(await tags.addTagsToMultipleRecords('Leads', many), Tags.RecordActionWrapper, 200).getData());

  const all = listed(await tags.getTags(await module(Tags.GetTagsParam)), Tags);
  const [one] = all.getTags().filter((each) => each.getId() === hotId);
  assert.equal(one.getName(), hot);
  assert.equal(text(one.getColorCode()), '#F17574');
  assert.ok(all.getInfo().getCount() >= 2);
  const count = await tags.getRecordCountForTag(hotId, await module(Tags.GetRecordCountForTagParam));
  assert.equal(Number(expect(count, Tags.CountResponseWrapper, 200).getCount()), 1);

  const renamed = await fill(new Tags.BodyWrapper(), { Tags: [await tag({ Name: `${hot}!` })] });
  done(expect(await tags.updateTag(hotId, renamed, await module(Tags.UpdateTagParam)), Tags.ActionWrapper, 200).getTags());
  const conflict = await fill(new Tags.ConflictWrapper(), { ConflictId: String(coldId) });
  const merge = await fill(new Tags.MergeWrapper(), { Tags: [conflict] });
  done(expect(await tags.mergeTags(hotId, merge), Tags.ActionWrapper, 200).getTags());
  done(expect(await tags.deleteTag(hotId), Tags.ActionWrapper, 200).getTags());
});
