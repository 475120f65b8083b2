-- How many assignments one officer asked for within a day is asked before each.
create index assignment_request_officer on assignment_request (officer, at);
