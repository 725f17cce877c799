WHERE p.hash IS NOT NULL AND p.session_id IN (
  SELECT a.session_id FROM attendance a WHERE a.learner_id = ?1
  UNION
  SELECT s.id FROM session s JOIN enrolment n ON n.cohort_id = s.cohort_id
  WHERE n.learner_id = ?1
)
