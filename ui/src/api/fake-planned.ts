// What the in-memory centre answers about planning: it waits, notes the call, and asks `FakePlanning`.
import type { ClosureInput, DaysOff, Label, MoveInput, MoveScope, Undone, VenueInput } from './bindings';
import { PaperApi } from './fake-paper';
import type { FakePlanning } from './fake-planning';

export abstract class PlanningApi extends PaperApi {
  abstract readonly planning: FakePlanning;
  abstract undo(): Promise<Undone>;
  abstract redo(): Promise<Undone>;
  protected abstract plan<T>(label: Label, change: () => T): Promise<T>;

  async venues() {
    await this.wait();
    return this.planning.list();
  }
  async saveVenue(venue: VenueInput) {
    this.calls.push(`saveVenue ${JSON.stringify(venue)}`);
    return this.plan({ key: 'venue-saved', args: { name: venue.name } }, () => this.planning.save(venue));
  }
  async calendar(first: string, last: string) {
    await this.wait();
    return this.planning.calendar(first, last);
  }
  async cohortSessions(cohort: string) {
    await this.wait();
    return this.planning.ofCohort(cohort);
  }
  async previewMove(session: string, to: MoveInput) {
    this.calls.push('previewMove');
    await this.wait();
    return this.planning.previewMove(session, to);
  }
  moveSession(session: string, to: MoveInput) {
    this.calls.push(`moveSession ${session} ${JSON.stringify(to)}`);
    return this.plan({ key: 'session-changed', args: {} }, () => this.planning.move(session, to));
  }
  cancelSession(session: string, scope: MoveScope, reason: string) {
    this.calls.push(`cancelSession ${session} ${scope} ${reason}`);
    return this.plan({ key: 'session-cancelled', args: {} }, () => this.planning.cancel(session, scope, reason));
  }
  async plannedTwice() {
    await this.wait();
    return this.planning.twice();
  }
  settleMoved(session: string, both: boolean) {
    this.calls.push(`settleMoved ${session} ${both}`);
    return this.plan({ key: 'session-held', args: { code: '' } }, () => this.planning.settleMoved());
  }
  undoPlan() {
    return this.undo();
  }
  redoPlan() {
    return this.redo();
  }
  async daysOff(): Promise<DaysOff> {
    await this.wait();
    return this.planning.daysOff();
  }
  saveClosure(closure: ClosureInput): Promise<DaysOff> {
    this.calls.push(`saveClosure ${JSON.stringify(closure)}`);
    return this.plan({ key: 'closure-saved', args: { title: closure.title } }, () => this.planning.saveClosure(closure));
  }
  removeClosure(id: string): Promise<DaysOff> {
    this.calls.push(`removeClosure ${id}`);
    return this.plan({ key: 'closure-removed', args: { title: '' } }, () => this.planning.removeClosure(id));
  }
  setTerritory(territory: string): Promise<DaysOff> {
    this.calls.push(`setTerritory ${territory}`);
    return this.plan({ key: 'territory-set', args: {} }, () => this.planning.setTerritory(territory));
  }
}
