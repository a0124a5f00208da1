import { defineStrategy } from "ivy-quant";

/** What every other strategy has to beat. Fails when the asset does: nothing ever sells. */
export default defineStrategy({
  summary: "Buys at the start and never sells",
  onBar(context) {
    context.enterLong();
  },
});
