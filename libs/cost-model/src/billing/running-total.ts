import type { Exact } from '../estimate-types';
import { exact, ZERO } from '../exact';
import { Units } from './units';
import type { Amount } from './units';

/** An exact sum of many amounts. Those of few digits are added as whole numbers, one sum for each count of places. */
export class RunningTotal {
  private readonly unitsByPlaces: number[] = [];
  private others: Exact = ZERO;

  add(amount: Amount): void {
    if (!(amount instanceof Units)) {
      this.others = this.others.plus(amount);
      return;
    }
    this.addUnits(amount.units, amount.places);
  }

  /** `add`, of `units` of so many places. */
  addUnits(units: number, places: number): void {
    const total = (this.unitsByPlaces[places] ?? 0) + units;
    if (Number.isSafeInteger(total)) {
      this.unitsByPlaces[places] = total;
      return;
    }
    this.others = this.others.plus(valueOf(this.unitsByPlaces[places] ?? 0, places));
    this.unitsByPlaces[places] = units;
  }

  value(): Exact {
    return this.unitsByPlaces.reduce((sum, units, places) => sum.plus(valueOf(units, places)), this.others);
  }
}

function valueOf(units: number, places: number): Exact {
  return exact(`${units}e-${places}`);
}
