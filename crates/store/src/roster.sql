-- The learners of the register of session `s`: whoever was expected there, whoever was marked there, and
-- whoever signed there and did not take it back.
SELECT e.learner_id FROM enrolment e WHERE e.cohort_id = s.cohort_id AND {is_expected}
UNION SELECT a.learner_id FROM attendance a WHERE a.session_id = s.id AND a.status IS NOT NULL
UNION SELECT n.person_id FROM signature n
  WHERE n.session_id = s.id AND n.signed_ms IS NOT NULL AND coalesce(n.is_void, 0) = 0
