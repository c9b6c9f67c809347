package io.diction.custommodel;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.Repository;

interface CustomModelRepository extends Repository<CustomModel, UUID> {
  CustomModel save(CustomModel model);

  List<CustomModel> readByIdIn(Collection<UUID> ids);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<CustomModel> findLockedById(UUID id);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<CustomModel> findLockedByIdAndOrganizationId(UUID id, UUID organizationId);

  void deleteById(UUID id);
}
