// What the in-memory centre answers to the palette and to whoever wants paper or a calendar: who is found by
// name, where a file was written, pages to look at. It notes each call.
import { fold } from '../words/fold';
import type { CalendarAsk, Exported, FoundPerson, PackAsk, PersonRow } from './bindings';
import { pagesOf } from './fake-sheet';
import { ProblemError } from './index';

const FOUND_MAX = 8;

export abstract class PaperApi {
  abstract calls: string[];
  abstract failing: boolean;
  abstract people(): Promise<PersonRow[]>;
  protected abstract wait(): Promise<void>;

  async findPeople(typed: string): Promise<FoundPerson[]> {
    this.calls.push(`findPeople ${typed}`);
    const words = fold(typed).split(' ').filter(Boolean);
    const people = await this.people();
    if (this.failing) throw new ProblemError({ code: 'store.io', args: {} });
    const found = people.filter(({ name, own_name }) => words.length > 0 && words.every((word) => fold(`${name} ${own_name ?? ''}`).includes(word)));
    return found.slice(0, FOUND_MAX).map(({ id, is_volunteer, name, own_name, language, cohorts }) => ({ id, is_volunteer, name, own_name, language, cohorts }));
  }
  saveCalendar(of: CalendarAsk): Promise<Exported> {
    this.calls.push(`saveCalendar ${of.kind} ${of.id}`);
    return this.onDisk('calendrier.ics');
  }
  exportPack(ask: PackAsk): Promise<Exported> {
    this.calls.push(`exportPack ${JSON.stringify(ask)}`);
    return this.onDisk('DOSSIER-DIG-1.pdf');
  }
  async previewPack(ask: PackAsk): Promise<string[]> {
    this.calls.push(`previewPack ${JSON.stringify(ask)}`);
    await this.wait();
    if (this.failing) throw new ProblemError({ code: 'store.io', args: {} });
    return [...pagesOf('DIG-1', true, null), ...(ask.convocations.length > 0 ? pagesOf('DIG-1', false, null) : [])];
  }
  async printPack(ask: PackAsk): Promise<null> {
    this.calls.push(`printPack ${JSON.stringify(ask)}`);
    await this.onDisk('');
    return null;
  }

  private async onDisk(file: string): Promise<Exported> {
    await this.wait();
    if (this.failing) throw new ProblemError({ code: 'store.disk_full', args: {} });
    return { folder: '/home/lea/Documents', files: [file] };
  }
}
