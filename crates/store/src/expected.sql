-- Whether enrolment `e` makes somebody expected at session `s`: since the day they came into the group,
-- and until the day they finished, dropped out or went to another (`kinds::ENROLMENT_STATES`). Whoever
-- was taken off before they had ever come never was in it. Those with whom a group began to be written
-- down have been of it from its first session: many a group is under way by then.
((coalesce(e.entry_day, s.day) <= s.day
  OR e.entry_day = (SELECT min(f.entry_day) FROM enrolment f WHERE f.cohort_id = e.cohort_id))
 AND (e.state IN (0, 1) OR e.state IN (2, 3, 6) AND e.entry_day IS NOT NULL AND s.day < e.exit_day))
