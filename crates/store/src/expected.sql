-- Whether enrolment `e` makes somebody expected at session `s`: since the day they came into the group,
-- and until the day they finished, dropped out or went to another (`kinds::ENROLMENT_STATES`). Whoever
-- was taken off before they had ever come never was in it.
(e.state IN (0, 1) AND coalesce(e.entry_day, s.day) <= s.day
  OR e.state IN (2, 3, 6) AND e.entry_day <= s.day AND s.day < e.exit_day)
