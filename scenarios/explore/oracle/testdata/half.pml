/* All that can become of a deployment in place to N instances, half at a time,
 * and of its rollback: the model of ../states.go once more, for Spin. In each
 * step one instance ends its event, by success or failure; all that follows at
 * once belongs to the step, so that no state but a settled one is stored. There
 * is one more state than in ../states.go, the one before the first start, and
 * where several start at once they do so one after the other, in every order.
 *
 *   spin -a -o2 -DN=4 half.pml && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan
 *
 * -o2: Spin is to forget no variable by itself. -DNOREDUCE: nor any order.
 */
#define EVENTS  7
#define MINIMUM ((N + 1) / 2)  /* HalfAtATime: CD-2.1, CD-2.2 */
#define BUDGET  (N - MINIMUM)  /* CD-2.3 */

/* An instance. Lower classes of the pending ones go first: CD-2.14. */
#define UNHEALTHY 0
#define OLD       1
#define CURRENT   2
#define SUCCEEDED 3
#define FAILED    4
#define SKIPPED   5
#define FIRST     6            /* in progress, in its first event */
#define LAST      (FIRST + EVENTS - 1)

/* The deployment, then its rollback. */
#define CREATED    0
#define DEPLOYS    1
#define DEPLOYED   2
#define ROLLSBACK  3
#define ROLLEDBACK 4
#define FAILSAGAIN 5

#if N == 2
#define EACH(x) x(0) x(1)
#elif N == 3
#define EACH(x) x(0) x(1) x(2)
#elif N == 4
#define EACH(x) x(0) x(1) x(2) x(3)
#elif N == 5
#define EACH(x) x(0) x(1) x(2) x(3) x(4)
#elif N == 6
#define EACH(x) x(0) x(1) x(2) x(3) x(4) x(5)
#endif

byte instance[N] = CURRENT;
byte deployment = CREATED;
byte pending = N, running, failed;
byte class;    /* of whoever is next; 0 between steps. Hidden, Spin would not restore it. */
hidden byte i; /* in loops alone, no part of a state */

/* What an instance may do: go on to its next event, succeed or fail. */
#define GOESON(n) :: d_step { instance[n] >= FIRST && instance[n] < LAST -> instance[n]++ }
#define ENDS(n)   :: d_step { instance[n] == LAST -> instance[n] = SUCCEEDED; running-- } \
                  :: d_step { instance[n] >= FIRST -> instance[n] = FAILED; running--; failed++ }
#define STARTS(n) :: instance[n] == class -> instance[n] = FIRST

#define MAYSTART (pending > 0 && running + failed < BUDGET)  /* CD-2.7 */
#define SUCCEEDS (pending == 0 && N - failed >= MINIMUM)     /* CD-2.9 */

/* Whoever of the first class, any of them: CD-2.15. */
inline start() {
  d_step {
    class = CURRENT;
    for (i : 0 .. N-1) { class = (instance[i] < class -> instance[i] : class) }
  }
  if
  EACH(STARTS)
  fi;
  d_step { class = 0; pending--; running++; assert(running + failed <= BUDGET) }
}

/* To all instances once more: CD-2.22, CD-5.6. */
inline rollBack() {
  d_step {
    for (i : 0 .. N-1) {
      instance[i] = (instance[i] == FAILED -> UNHEALTHY : (instance[i] == SUCCEEDED -> OLD : CURRENT))
    }
    pending = N; failed = 0; deployment = ROLLSBACK
  }
}

/* CD-2.8, CD-5.7 */
inline giveUp() {
  d_step {
    for (i : 0 .. N-1) { instance[i] = (instance[i] <= CURRENT -> SKIPPED : instance[i]) }
    pending = 0; deployment = FAILSAGAIN
  }
}

/* All that follows at once: starts, or a verdict. */
inline settle() {
  do
  :: MAYSTART -> start()
  :: !MAYSTART && running > 0 -> break
  :: !MAYSTART && running == 0 && SUCCEEDS -> deployment++; break /* DEPLOYED or ROLLEDBACK */
  :: !MAYSTART && running == 0 && !SUCCEEDS && deployment == DEPLOYS -> rollBack()
  :: !MAYSTART && running == 0 && !SUCCEEDS && deployment == ROLLSBACK -> giveUp(); break
  od
}

active proctype service() {
end:
  do
  EACH(GOESON)
  :: atomic {
       if
       :: deployment == CREATED -> deployment = DEPLOYS
       EACH(ENDS)
       fi;
       settle()
     }
  od
}
